"""What the law says: statutes, digests, cases and topics as typed, frozen data. No search, no network, no Telegram."""
