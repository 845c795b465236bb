"""The demo: an invented afternoon, played to the real service.

afternoon.toml ─► afternoon ─► director ─► sites ═══► ajil run ═══► receivers, desk ─┐
                      └─► what is expected ─► ledger ◄── what arrived ◄──────────────┘

python -m deploy.demo               plays three minutes, then stays until Ctrl-C
python -m deploy.demo --seconds 20  plays that long, waits for what is owed, exits 0 if all is well
"""
