-- drop index children_idx of children

-- ==== sqlite ====

DROP INDEX "children_idx";

-- ==== postgres ====

DROP INDEX "children_idx";

-- ==== mysql ====

ALTER TABLE `children` DROP FOREIGN KEY `children_parent_fkey`;
ALTER TABLE `children` DROP INDEX `children_idx`;
ALTER TABLE `children` ADD CONSTRAINT `children_parent_fkey` FOREIGN KEY (`parent`) REFERENCES `parents` (`id`);
