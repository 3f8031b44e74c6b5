-- Outcomes of earlier versions that a version stands for, see CarriedEvidence; null of one that
-- stands for itself alone.
ALTER TABLE model ADD COLUMN carried INTEGER;
ALTER TABLE model ADD COLUMN carried_agreements INTEGER;
