CREATE TRIGGER parcels_seal AFTER UPDATE OF grams ON parcels BEGIN
    UPDATE parcels SET sender = 'sealed' WHERE id = new.id;
END;
