"""Figures, each beside its yardsticks: `python -m tests.bench [NAME …]`, or `make bench`.

    throughput   headlines a second, from a full stream to the committed verdict
    latency      from arrival on the stream to a Redis subscriber, at 200 headlines a second
    memory       of a worker, idle and after many headlines
    judging      with 10,000, 200,000 and a million real titles in the window (eight minutes or so): speed,
                 memory, read-back, take-over, pairs found
    ready        from start until /readyz says yes
    polling      10,000 sources in one process, every minute, over a farm of loopback sites
    unchanged    304 answers at full speed, beside a bare aiohttp loop
    replay       from publication to discovery, real feeds: learnt pace against one interval
    matching     who wants a headline, of 100,000 subscribers
    fanout       one flash to 1,000 webhooks, until the last one has it
    steady       200 headlines a second, 50 subscribers, a minute: to them, by channel
    listeners    one event to 5,000 listeners of /events, until the last one has it

A machine moves by ±40 % between runs, so all rows of one table are taken in one run, in turns (A B C,
A B C), each in a process of its own, on the same kind of server made anew for each: Valkey with an
append-only file, `appendfsync always`, as the embedded one. What counts is the ratio within a round.

    headlines ─► Lab (server, children) ─► bodies: ours, and the yardsticks ─► Table
"""
