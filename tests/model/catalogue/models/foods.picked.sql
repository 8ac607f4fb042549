SELECT code, number FROM shared_things;
