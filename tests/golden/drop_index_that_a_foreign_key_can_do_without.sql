-- drop index children_idx of children

-- ==== sqlite ====

DROP INDEX "children_idx";

-- ==== postgres ====

DROP INDEX "children_idx";

-- ==== mysql ====

ALTER TABLE `children` DROP INDEX `children_idx`;
