CREATE TRIGGER parcels_seal BEFORE UPDATE ON parcels FOR EACH ROW
    SET NEW.sender = 'sealed';
