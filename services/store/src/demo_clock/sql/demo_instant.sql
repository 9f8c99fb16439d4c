SELECT instant
FROM work.demo_clock
