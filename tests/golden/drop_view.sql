-- drop view adults

-- ==== sqlite ====

DROP VIEW "adults";

-- ==== postgres ====

DROP VIEW "adults";

-- ==== mysql ====

DROP VIEW `adults`;
