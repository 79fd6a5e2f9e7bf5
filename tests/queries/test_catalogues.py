"""Catalogues are read whenever they are asked for, and made again only where they changed."""

from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.records.catalogue import AUTHORITY
from mttq_desktop.services.catalogues import save_entry
from mttq_desktop.services.keeping import checked
from mttq_desktop.store.database import Database


def test_only_the_catalogue_that_changed_is_another(store: Database) -> None:
    with store.reading() as session:
        before, again = read_vocabulary(session), read_vocabulary(session)
    names = {"code": "SO-THU", "name": "Sở Thử nghiệm", "short_name": "Sở TN"}
    values = {**names, "level": "province", "reply_working": True}
    kept = save_entry(store, checked(AUTHORITY, values, before), before)
    with store.reading() as session:
        after = read_vocabulary(session)

    assert again.units is before.units
    assert after.units is before.units
    assert before.codes
    assert all(after.codes[name] is before.codes[name] for name in before.codes)
    assert again.target("authority") is before.target("authority") is not after.target("authority")
    assert [e.key for e in after.target("authority").find("Sở TN")] == [kept]
    assert kept not in before.target("authority").by_key
