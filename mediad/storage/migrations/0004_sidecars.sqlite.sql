-- Which works a sidecar speaks of, without a look at all the other documents of its folder.
-- up

CREATE INDEX document_sidecar ON document (file) WHERE source = 'sidecar';

-- down

DROP INDEX document_sidecar;
