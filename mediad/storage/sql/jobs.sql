-- name: enqueue
-- Puts a job into the queue unless one of its key waits or runs.
INSERT INTO job (id, uid, type, lane, args, key, priority, max_attempts, due, created, owner)
VALUES (:id, :uid, :type, :lane, :args, :key, :priority, :max_attempts, :due, :created, :owner)
ON CONFLICT DO NOTHING

-- name: by_key
-- Finds the job that holds a key.
SELECT uid FROM job WHERE type = :type AND key = :key AND state IN ('queued', 'running')

-- name: claim @sqlite
-- Takes the next due job of a lane and raises its fence.
UPDATE job
SET state = 'running', attempts = attempts + 1, fence = fence + 1, worker = :worker, lease = :lease,
    started = :now, message = ''
WHERE id = (
    SELECT id FROM job
    WHERE state = 'queued' AND lane = :lane AND due <= :now AND type IN (SELECT value FROM json_each(:types))
    ORDER BY priority DESC, due, id LIMIT 1
)
RETURNING id, uid, type, args, attempts, max_attempts, fence, checkpoint, owner

-- name: claim @postgres
-- Takes the next due job of a lane that no other node is taking, and raises its fence.
UPDATE job
SET state = 'running', attempts = attempts + 1, fence = fence + 1, worker = :worker, lease = :lease,
    started = :now, message = ''
WHERE id = (
    SELECT id FROM job
    WHERE state = 'queued' AND lane = :lane AND due <= :now
      AND type = ANY (ARRAY(SELECT json_array_elements_text(:types::json)))
    ORDER BY priority DESC, due, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id, uid, type, args, attempts, max_attempts, fence, checkpoint, owner

-- name: due_lanes
-- Names the lanes in which something is due.
SELECT DISTINCT lane FROM job WHERE state = 'queued' AND due <= :now

-- name: heartbeat
-- Renews the lease of a running job, with how far it is.
UPDATE job SET lease = :lease, progress = :progress, message = :message
WHERE id = :id AND fence = :fence AND state = 'running'

-- name: save
-- Keeps a checkpoint of a running job.
UPDATE job SET checkpoint = :checkpoint WHERE id = :id AND fence = :fence AND state = 'running'

-- name: finish
-- Ends a running job; the holder of an older fence changes nothing.
UPDATE job
SET state = :state, result = :result, error = :error, progress = :progress, message = '', finished = :now, lease = NULL
WHERE id = :id AND fence = :fence AND state = 'running'

-- name: again
-- Gives a running job back to the queue for another attempt.
UPDATE job SET state = 'queued', error = :error, due = :due, lease = NULL
WHERE id = :id AND fence = :fence AND state = 'running'

-- name: release
-- Gives back what a stopping worker still held; the broken-off attempt does not count.
UPDATE job SET state = 'queued', attempts = attempts - 1, lease = NULL, due = :now
WHERE id = :id AND fence = :fence AND state = 'running'

-- name: expire
-- Takes jobs from workers that let their lease run out.
UPDATE job
SET state = CASE WHEN cancel = 1 THEN 'cancelled' WHEN attempts >= max_attempts THEN 'failed' ELSE 'queued' END,
    finished = CASE WHEN cancel = 1 OR attempts >= max_attempts THEN CAST(:now AS BIGINT) END,
    error = :error, lease = NULL, due = :now
WHERE state = 'running' AND lease < :before

-- name: next_moment
-- Tells when something must be done next: the earliest due time or the earliest lease that runs out.
SELECT (SELECT min(due) FROM job WHERE state = 'queued'), (SELECT min(lease) FROM job WHERE state = 'running')

-- name: cancel
-- Ends a waiting job at once and asks a running one to stop.
UPDATE job
SET cancel = 1,
    finished = CASE WHEN state = 'queued' THEN CAST(:now AS BIGINT) ELSE finished END,
    state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
WHERE uid = :uid AND state IN ('queued', 'running')

-- name: to_cancel
-- Names the running jobs of a worker that somebody wants to stop.
SELECT id FROM job WHERE state = 'running' AND cancel = 1 AND worker = :worker

-- name: retry
-- Puts a job that ended badly into the queue again, with all its attempts; one that waits for its next begins it now.
UPDATE job
SET state = 'queued', attempts = 0, cancel = 0, error = '{}', progress = 0, due = :now, finished = NULL
WHERE uid = :uid AND (state IN ('failed', 'cancelled') OR (state = 'queued' AND attempts > 0))

-- name: add_log
-- Appends a line to a job's log.
INSERT INTO job_log (job, line, at, level, message)
SELECT CAST(:job AS BIGINT), coalesce(max(line), 0) + 1, CAST(:at AS BIGINT), CAST(:level AS TEXT), CAST(:message AS TEXT)
FROM job_log WHERE job = :job

-- name: page
-- Lists jobs, newest first, below an id; those of one owner, or ('') all.
SELECT id, uid, type, lane, owner, state, key, priority, attempts, max_attempts, cancel, progress, message, error,
       created, due, started, finished
FROM job
WHERE id < :below AND (:state = '' OR state = :state) AND (:type = '' OR type = :type)
  AND (:owner = '' OR owner = :owner)
ORDER BY id DESC LIMIT :limit

-- name: one
-- Shows one job whole.
SELECT id, uid, type, lane, owner, state, key, priority, attempts, max_attempts, cancel, progress, message, error,
       created, due, started, finished, args, result
FROM job WHERE uid = :uid

-- name: log
-- Shows the log of one job after a line.
SELECT line, at, level, message FROM job_log
WHERE job = (SELECT id FROM job WHERE uid = :uid) AND line > :after ORDER BY line LIMIT :limit

-- name: counts
-- Counts jobs by state and type, for metrics.
SELECT state, type, count(*) FROM job GROUP BY state, type

-- name: forget_logs
-- Drops the logs of jobs that ended before a moment.
DELETE FROM job_log WHERE job IN (SELECT id FROM job WHERE finished < :before)

-- name: forget
-- Drops jobs that ended before a moment.
DELETE FROM job WHERE finished < :before

-- name: schedules
-- Shows when each schedule last ran and whether it is on.
SELECT id, last_run, enabled, coalesce(last_run, seen) FROM schedule

-- name: fire
-- Marks a schedule as run at a moment; changes nothing where another node was faster.
INSERT INTO schedule (id, last_run) VALUES (:id, :at)
ON CONFLICT (id) DO UPDATE SET last_run = excluded.last_run
WHERE schedule.enabled = 1 AND (schedule.last_run IS NULL OR schedule.last_run < excluded.last_run)

-- name: see_schedule
-- Notes when a schedule was first known.
INSERT INTO schedule (id, seen) VALUES (:id, :at) ON CONFLICT (id) DO NOTHING

-- name: enable_schedule
-- Switches a schedule on or off.
INSERT INTO schedule (id, enabled) VALUES (:id, :enabled)
ON CONFLICT (id) DO UPDATE SET enabled = excluded.enabled
