CREATE TRIGGER parcels_seal BEFORE UPDATE ON parcels FOR EACH ROW
    EXECUTE FUNCTION suppress_redundant_updates_trigger();
