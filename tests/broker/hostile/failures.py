"""The 41 measured failures of a stock broker, each with the attack that shows it is closed here.

`stock`: what the same attack does to amqtt 0.12.1. "fails": it must fail there, which proves the
attack; "luck": it is a race there (won once in 28 tries; a backlog that overflows or not), so
nothing is expected of one run.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.broker.hostile import before_log_in, delivery, rights
from tests.broker.hostile.target import Attack


class Failure(NamedTuple):
    attack: Attack
    stock: str = "fails"
    setting: str = ""
    """What the broker is set up with: see Ours and stock.py."""


FAILURES: dict[int, Failure] = {
    1: Failure(before_log_in.a_wrong_password_costs_a_known_client_id_nothing),
    2: Failure(before_log_in.a_refused_connect_publishes_nothing_and_displaces_nobody),
    3: Failure(before_log_in.nobody_changes_who_a_session_is_before_logging_in, "luck"),
    4: Failure(before_log_in.a_refused_connect_leaves_an_away_session_as_it_was),
    5: Failure(before_log_in.failed_log_ins_leave_no_session),
    6: Failure(
        before_log_in.a_resumed_session_is_judged_by_the_new_certificate, setting="certificates"
    ),
    7: Failure(before_log_in.no_websocket_is_spoken, setting="websocket"),
    8: Failure(before_log_in.no_websocket_is_spoken, setting="websocket"),
    9: Failure(before_log_in.a_silent_socket_and_a_slow_connect_are_closed),
    10: Failure(before_log_in.resets_give_their_places_back),
    11: Failure(before_log_in.a_wrong_first_packet_closes_the_socket),
    12: Failure(before_log_in.hashing_passwords_stops_nobody, setting="hashes"),
    13: Failure(before_log_in.mqtt_5_is_answered_and_closed_at_once),
    14: Failure(before_log_in.nobody_is_anonymous, setting="no plug-ins"),
    15: Failure(before_log_in.a_client_id_is_short_and_printable),
    16: Failure(before_log_in.no_websocket_is_spoken, setting="websocket"),
    17: Failure(rights.a_will_needs_the_right_to_publish),
    18: Failure(rights.a_connect_brings_nothing_that_was_not_subscribed),
    19: Failure(rights.retained_documents_meet_the_right_to_receive),
    20: Failure(rights.a_filter_wider_than_the_grant_is_refused, setting="its own rights"),
    21: Failure(rights.a_client_id_is_not_shared_between_people),
    22: Failure(rights.one_receivers_failing_check_costs_only_that_one),
    23: Failure(delivery.what_was_acknowledged_is_delivered_though_the_publisher_leaves),
    24: Failure(delivery.what_was_not_acknowledged_is_sent_again),
    25: Failure(delivery.a_session_that_was_taken_over_goes_on),
    26: Failure(delivery.a_take_over_closes_the_old_connection),
    27: Failure(delivery.a_silent_client_is_noticed),
    28: Failure(delivery.nothing_is_delivered_above_its_own_qos),
    29: Failure(delivery.a_changing_set_of_filters_costs_nobody_a_message),
    30: Failure(delivery.a_filter_that_was_given_back_is_gone),
    31: Failure(delivery.no_more_is_in_flight_than_the_window_holds),
    32: Failure(delivery.a_packet_that_is_too_large_ends_at_its_header),
    33: Failure(before_log_in.no_websocket_is_spoken, setting="websocket"),
    34: Failure(delivery.a_publish_to_a_reserved_topic_leaves_no_zombie),
    35: Failure(delivery.a_payload_is_never_read_as_packets),
    36: Failure(delivery.a_second_subscribe_waits_for_no_acknowledgement),
    37: Failure(delivery.what_waited_is_live_in_order_and_once),
    38: Failure(delivery.a_session_may_become_a_lasting_one),
    39: Failure(delivery.overlapping_filters_give_one_copy),
    40: Failure(delivery.retained_documents_outlive_a_restart),
    41: Failure(before_log_in.all_of_500_come_back_at_once, "luck"),
}
