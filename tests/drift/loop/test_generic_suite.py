"""The generic suite on our server under an overlay that was written of what was seen: nothing of it gets lost."""

from __future__ import annotations

import pytest

from tests.contract import (
    test_credentials,
    test_filters,
    test_limits,
    test_paging,
    test_paths,
    test_query_strings,
    test_statuses,
    test_worlds,
)

everything_of = test_filters.everything_of

# Paging, filters, worlds: a few in every run, the others when there is time.
test_walk_visits_each_item_once = test_paging.test_walk_visits_each_item_once
test_page_past_the_end_is_empty_or_refused = test_paging.test_page_past_the_end_is_empty_or_refused
test_filter_is_right_at_its_edges = test_filters.test_filter_is_right_at_its_edges
test_same_seed_and_epoch_give_the_same_bytes = test_worlds.test_same_seed_and_epoch_give_the_same_bytes
test_each_credential_is_needed_and_has_to_be_right = test_credentials.test_each_credential_is_needed_and_has_to_be_right


@pytest.mark.fuzz
class TestMore:
    """All that is left of it."""

    test_list_without_paging = staticmethod(test_paging.test_list_without_paging_has_the_default_size)
    test_size_out_of_bounds = staticmethod(test_paging.test_size_out_of_bounds_is_refused_or_cut)
    test_filter = staticmethod(test_filters.test_filter_leaves_what_brute_force_leaves)
    test_combined_filters = staticmethod(test_filters.test_combined_filters_leave_what_brute_force_leaves)
    test_order_of_requests = staticmethod(test_worlds.test_order_of_requests_does_not_change_bytes)
    test_what_is_written = staticmethod(test_worlds.test_what_is_written_in_one_app_is_not_in_another)
    test_another_seed = staticmethod(test_worlds.test_another_seed_gives_other_bytes)
    test_budgets_are_apart = staticmethod(test_worlds.test_budget_of_one_app_is_not_another_ones)
    test_limits = staticmethod(test_limits.test_as_many_requests_pass_as_the_contract_says)
    test_other_methods = staticmethod(test_paths.test_other_method_gives_405_with_allow)
    test_bent_paths = staticmethod(test_paths.test_bent_path_is_refused_in_the_vendors_dialect)
    test_queries = staticmethod(test_query_strings.test_verdict_on_a_nasty_text_is_the_oracles)
    test_documented_status = staticmethod(
        test_statuses.test_documented_status_is_produced_and_both_judges_accept_the_exchange
    )
    test_head = staticmethod(test_statuses.test_head_answers_as_get_without_a_body)
