-- A role for workers, with the rights they need and no other: to take jobs, to hand in results, to say that they live.
-- They cannot add jobs or read results, and the register is not in this database at all.
-- Run once as the owner of the database, after the coordinator has started once:
--   psql "$CRAWL_QUEUE_URL" -v password=secret -f db/queue/worker-role.sql
SELECT 'CREATE ROLE herdbook_worker LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'herdbook_worker') \gexec
ALTER ROLE herdbook_worker PASSWORD :'password';

GRANT USAGE ON SCHEMA herdbook, graphile_worker TO herdbook_worker;
GRANT INSERT ON herdbook.result TO herdbook_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON herdbook.worker TO herdbook_worker;
GRANT SELECT ON graphile_worker.migrations TO herdbook_worker;
GRANT SELECT, INSERT ON graphile_worker._private_tasks TO herdbook_worker;
GRANT SELECT, UPDATE ON graphile_worker._private_job_queues TO herdbook_worker;
GRANT SELECT, UPDATE, DELETE ON graphile_worker._private_jobs TO herdbook_worker;

-- graphile-worker closes its tables to everybody but their owner.
DROP POLICY IF EXISTS herdbook_worker ON graphile_worker._private_tasks;
DROP POLICY IF EXISTS herdbook_worker ON graphile_worker._private_job_queues;
DROP POLICY IF EXISTS herdbook_worker ON graphile_worker._private_jobs;
CREATE POLICY herdbook_worker ON graphile_worker._private_tasks FOR ALL TO herdbook_worker USING (true);
CREATE POLICY herdbook_worker ON graphile_worker._private_job_queues FOR ALL TO herdbook_worker USING (true);
CREATE POLICY herdbook_worker ON graphile_worker._private_jobs FOR ALL TO herdbook_worker USING (true);
