"""What tells people things: who waits for whom, and how each person wants to hear of it.

The gateway starts `Alerts` beside `console.live`, pages read and write `preferences`, and
`console.push_routes` keeps browsers' subscriptions. No page, no Streamlit and no right is decided
here: who may see a session is read off the steward's access documents.
"""
