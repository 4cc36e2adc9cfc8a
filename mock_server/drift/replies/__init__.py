"""Replies: each answer of a live service, held against the contract."""

from mock_server.drift.replies.judging import judge, judge_all
from mock_server.drift.replies.unseen import never_seen

__all__ = ["judge", "judge_all", "never_seen"]
