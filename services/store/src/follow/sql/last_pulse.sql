SELECT max(ticked_at) AS ticked_at
FROM work.pulse
