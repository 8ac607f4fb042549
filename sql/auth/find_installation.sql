SELECT id, base_url FROM installation
