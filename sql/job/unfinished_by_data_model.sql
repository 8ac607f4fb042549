SELECT data_model, count(*) AS jobs FROM jobs WHERE status IN ('pending', 'running') GROUP BY data_model
