SELECT id, sender FROM parcels WHERE grams > 1000;
