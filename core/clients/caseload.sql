-- One row per client for the caseload: when last and next seen, which flags are open, how
-- the scores moved, what is overdue. Only the newest version of anything counts. Reasons
-- are put into words in core/clients/caseload.py; the order here is the order on screen.
-- `thresholds` comes first, from core/clients/store.py: (instrument, scale, points, worse_sign),
-- one row for each measure with a published reliable change on its main scale.
WITH superseded AS MATERIALIZED (
    SELECT id, version - 1 AS version FROM records WHERE version > 1
),
newest AS (
    SELECT r.* FROM records r
    ANTI JOIN superseded ON superseded.id = r.id AND superseded.version = r.version
    WHERE NOT r.retired AND r.kind <> 'administration'
),
people AS (
    SELECT c.id, c.about AS code, c.state AS status, c.filed_on AS started_on,
        c.body->>'name' AS name, c.body->>'main_measure' AS main_measure
    FROM newest c
    -- Only the clients the account works with; see Listed in core/access/admission.py.
    WHERE c.kind = 'client' AND (list_contains(CAST($listed AS UUID[]), c.id) <> $all_but)
),
seen AS (
    SELECT client_id,
        count(*) FILTER (WHERE state = 'attended') AS sessions,
        max(filed_on) FILTER (WHERE state = 'attended') AS last_session,
        min(filed_on) FILTER (WHERE state = 'planned' AND filed_on >= $today) AS next_session
    FROM newest
    WHERE kind = 'session' GROUP BY client_id
),
open_flags AS (
    SELECT f.client_id,
        count(*) FILTER (WHERE f.kind = 'endorsed') AS endorsed,
        max(f.taken_on) FILTER (WHERE f.kind = 'endorsed') AS endorsed_on,
        arg_max(f.what, f.newest) FILTER (WHERE f.kind = 'endorsed') AS endorsed_what,
        count(*) FILTER (WHERE f.kind = 'unanswered') AS unanswered,
        max(f.taken_on) FILTER (WHERE f.kind = 'unanswered') AS unanswered_on,
        arg_max(f.what, f.newest) FILTER (WHERE f.kind = 'unanswered') AS unanswered_what
    FROM (
        -- The newest day first, of one day the first item.
        SELECT *, (taken_on - DATE '1970-01-01') * 1000 - item AS newest,
            [instrument, CAST(item AS VARCHAR), coalesce(CAST(value AS VARCHAR), '-')] AS what
        FROM flags
    ) f
    ANTI JOIN superseded ON superseded.id = f.administration_id
        AND superseded.version = f.version
    LEFT JOIN newest k
        ON k.kind = 'acknowledgement' AND k.client_id = f.client_id
        AND k.about = CAST(f.administration_id AS VARCHAR) || ':' || CAST(f.item AS VARCHAR)
            || ':' || coalesce(CAST(f.value AS VARCHAR), '-')
    WHERE k.id IS NULL GROUP BY f.client_id
),
course AS (
    SELECT s.client_id, s.instrument, t.points, t.worse_sign,
        arg_min(s.value, s.moment) AS first_score, arg_max(s.value, s.moment) AS latest_score,
        -- The best level reached three times, the third best score, as in core/outcomes/series.py.
        min(s.value * t.worse_sign, 3)[3] * t.worse_sign AS held, count(*) AS scores
    FROM scores s
    JOIN thresholds t ON t.instrument = s.instrument AND t.scale = s.scale
    ANTI JOIN superseded ON superseded.id = s.administration_id
        AND superseded.version = s.version
    WHERE s.about = ''
    GROUP BY s.client_id, s.instrument, t.points, t.worse_sign
),
worse AS (
    SELECT c.client_id,
        list([
            c.instrument,
            CAST(CASE WHEN c.since_start >= c.points THEN c.first_score ELSE c.held END AS VARCHAR),
            CAST(c.latest_score AS VARCHAR),
            CASE WHEN c.since_start >= c.points THEN 'start' ELSE 'level' END
        ] ORDER BY c.instrument) AS worse
    FROM (
        SELECT course.*,
            -- Rounded, because 8.2 - 2.2 is a little less than 6 in binary.
            round((latest_score - first_score) * worse_sign, 6) AS since_start,
            round((latest_score - held) * worse_sign, 6) AS since_held
        FROM course
    ) c
    WHERE c.since_start >= c.points OR (c.scores > 3 AND c.since_held >= c.points)
    GROUP BY c.client_id
),
measured AS (
    SELECT s.client_id, max(s.taken_on) AS last_measure FROM scores s
    ANTI JOIN superseded ON superseded.id = s.administration_id
        AND superseded.version = s.version
    GROUP BY s.client_id
),
overdue AS (
    SELECT client_id, min(filed_on) AS review_due FROM newest
    WHERE kind = 'plan' AND state = 'current' AND filed_on < $today GROUP BY client_id
),
incomplete AS (
    SELECT client_id, count(*) AS incomplete_targets FROM newest
    WHERE kind = 'target' AND state = 'incomplete' GROUP BY client_id
),
-- What stands in the safety record: nothing here says of which kind it is. On a shared screen,
-- where every name is covered, nobody is told of it, counted for it or put first because of it.
safety AS (
    SELECT client_id,
        max(CAST((body->>'noted_on') AS DATE)) FILTER (WHERE (body->>'acute') = 'true') AS acute_on,
        min(CAST((body->>'next_check') AS DATE)) AS check_on
    FROM newest
    WHERE kind = 'concern' AND state = 'now' AND (body->>'closed_on') IS NULL
        AND NOT $all_covered
    GROUP BY client_id
),
-- The clients that fit, counted without a window: DuckDB 1.5 fails at random on
-- "count(*) OVER ()" with LIMIT, and then gives the whole database up (duckdb #22352).
chosen AS MATERIALIZED (
    SELECT p.id, p.code, p.name, p.status, p.main_measure,
        coalesce(seen.sessions, 0) AS sessions, seen.last_session, seen.next_session,
        coalesce(f.endorsed, 0) AS endorsed, f.endorsed_on, f.endorsed_what,
        coalesce(f.unanswered, 0) AS unanswered, f.unanswered_on, f.unanswered_what,
        worse.worse, measured.last_measure, overdue.review_due,
        coalesce(incomplete.incomplete_targets, 0) AS incomplete_targets,
        safety.acute_on, CASE WHEN safety.check_on <= $today THEN safety.check_on END AS check_on
    FROM people p
    LEFT JOIN seen ON seen.client_id = p.id
    LEFT JOIN open_flags f ON f.client_id = p.id
    LEFT JOIN worse ON worse.client_id = p.id
    LEFT JOIN measured ON measured.client_id = p.id
    LEFT JOIN overdue ON overdue.client_id = p.id
    LEFT JOIN incomplete ON incomplete.client_id = p.id
    LEFT JOIN safety ON safety.client_id = p.id
    WHERE ($status = 'all' OR p.status = $status OR coalesce(f.endorsed, 0) > 0
            OR safety.acute_on IS NOT NULL)
        AND ($search = '' OR contains(lower(p.code), $search)
            OR (contains(lower(p.name), $search) AND NOT $all_covered
                AND NOT list_contains(CAST($covered AS UUID[]), p.id)))
        AND ($needs = false OR coalesce(f.endorsed, 0) > 0 OR coalesce(f.unanswered, 0) > 0
            OR safety.acute_on IS NOT NULL OR safety.check_on <= $today
            OR worse.worse IS NOT NULL OR coalesce(incomplete.incomplete_targets, 0) > 0
            OR (p.status = 'active' AND overdue.review_due IS NOT NULL)
            OR (p.status = 'active' AND seen.next_session IS NULL)
            OR (p.status = 'active' AND seen.last_session < $long_ago)
            OR (p.status = 'active' AND measured.last_measure < $unmeasured_since)
            OR (p.status = 'active' AND measured.last_measure IS NULL AND seen.sessions >= 2))
)
SELECT c.*, (SELECT count(*) FROM chosen) AS found FROM chosen c
ORDER BY (endorsed > 0 OR acute_on IS NOT NULL) DESC, check_on IS NOT NULL DESC, worse IS NOT NULL DESC, unanswered > 0 DESC,
    incomplete_targets > 0 DESC, (status = 'active' AND next_session IS NULL) DESC,
    review_due IS NOT NULL DESC, next_session NULLS LAST, code
LIMIT $limit OFFSET $offset
