-- Of the outcomes of earlier versions that a version stands for, those of acts it was sure enough
-- of to do them by itself: what may earn that, see CarriedEvidence; null where none were counted.
ALTER TABLE model ADD COLUMN carried_sure INTEGER;
ALTER TABLE model ADD COLUMN carried_sure_agreements INTEGER;
