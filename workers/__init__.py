"""From the headline stream to everybody who wants to know.

`{prefix}:headlines` ─► app (Faust): one judge at a time, the others stand by warm
                           ▼
                        pipeline.take(batch)
                           │ dedupe: new, repeat, update or follow?
                           │ classify: topic, urgency, places
                           │ subscriptions: who wants it?
                           ▼
                        store.commit ── one script: judged log, streams of redis subscribers,
                           │            what is owed, acknowledgement
                           ▼
                        delivery: compose (channels) ─► post (guard) ─► settle, or try again (retry)

console: page, API, server-sent events, metrics        cli: the command `ajil`
"""
