"""From a news site to the headline stream.

settings ─► poller ──────────────────────────────────────────────────────────────┐
              │ pace: when next?   lease: whose source is it?                     │
              ▼                                                                   │
            sources.KIND.request ─► fetch (guard) ─► reading ─► sources.KIND.read │
                                      Response        child       Entries         │
              ┌─────────────────────────────────────────────────────┘             │
              ▼                                                                   │
            headline.read ─► shown: what differs from the last visit?             │
              (text, dates,         │                                             │
               publisher_clock)     ▼                                             │
            completing ── what its article page says, within a second and a half  │
                                    ▼                                             │
            stream.publish ── one atomic step: known? else remember and add       │
                                    ▼                                             │
            stream.keep ── the mark, only after what it stands for ◄──────────────┘
                                    ▼
            `{prefix}:headlines` ─► workers
"""
