-- One row per client who was ever scored on a scale: first and latest score, and how many.
-- Only the newest version of anything counts. A score about a relationship or a target is
-- left out, because a client has several such courses side by side.
WITH superseded AS MATERIALIZED (
    SELECT id, version - 1 AS version FROM records WHERE version > 1
),
people AS (
    SELECT c.id, c.about AS code, c.body->>'name' AS name FROM records c
    ANTI JOIN superseded ON superseded.id = c.id AND superseded.version = c.version
    -- Only the clients the account works with; see Listed in core/access/admission.py.
    WHERE c.kind = 'client' AND NOT c.retired
        AND (list_contains(CAST($listed AS UUID[]), c.id) <> $all_but)
),
course AS (
    SELECT s.client_id, min(s.taken_on) AS first_on, arg_min(s.value, (s.moment, s.administration_id)) AS pre,
        max(s.taken_on) AS latest_on, arg_max(s.value, (s.moment, s.administration_id)) AS post, count(*) AS n_scores
    FROM scores s
    ANTI JOIN superseded ON superseded.id = s.administration_id
        AND superseded.version = s.version
    WHERE s.instrument = $instrument AND s.scale = $scale AND s.about = ''
    GROUP BY s.client_id
)
SELECT p.id, p.code, p.name, c.first_on, c.pre, c.latest_on, c.post, c.n_scores
FROM people p JOIN course c ON c.client_id = p.id
ORDER BY p.code
