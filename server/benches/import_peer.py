"""The same file with what Python people would take: openpyxl reads it, the same checks in plain Python, Django's bulk_create
writes it into SQLite. Prints lines for the table of `cargo bench -p muster -- imports`.

    pip install openpyxl django
    python import_peer.py staff.xlsx
"""

import os
import re
import resource
import sys
import tempfile
import time

import django
from django.conf import settings

folder = tempfile.mkdtemp()
settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(folder, "peer.sqlite3")}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.core.exceptions import ValidationError  # noqa: E402
from django.core.validators import validate_email  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from openpyxl import load_workbook  # noqa: E402


class Department(models.Model):
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=100)

    class Meta:
        app_label = "peer"
        unique_together = [("parent", "name")]


class Member(models.Model):
    name = models.CharField(max_length=100, db_index=True)
    email = models.CharField(max_length=254, null=True, unique=True)
    phone = models.CharField(max_length=20, null=True, unique=True)
    position = models.CharField(max_length=100)
    location = models.CharField(max_length=100)
    work_number = models.CharField(max_length=50, db_index=True)
    manager = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    revision = models.BigIntegerField(default=1)

    class Meta:
        app_label = "peer"


class Place(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    department = models.ForeignKey(Department, on_delete=models.PROTECT)

    class Meta:
        app_label = "peer"


class Audit(models.Model):
    subject = models.BigIntegerField(db_index=True)
    text = models.TextField()

    class Meta:
        app_label = "peer"


PHONE = re.compile(r"^\+[1-9][0-9]{6,14}$")


def check(path):
    """Rows to be added and those with faults, as the server tells them."""
    sheet = load_workbook(path, read_only=True, data_only=True).active
    rows = sheet.iter_rows(min_row=2, max_col=8, values_only=True)
    good, faults, emails, phones = [], [], {}, {}
    here = set(Member.objects.values_list("email", flat=True)) | set(Member.objects.values_list("phone", flat=True))
    for number, cells in enumerate(rows, start=2):
        name, email, phone, departments, position, location, work_number, manager = (str(c or "").strip() for c in cells)
        wrong = []
        if not name or len(name) > 100:
            wrong.append("name")
        email, phone = email.lower(), re.sub(r"[ ()-]", "", phone)
        if email:
            try:
                validate_email(email)
            except ValidationError:
                wrong.append("email")
        if phone and not PHONE.match(phone):
            wrong.append("phone")
        if not email and not phone:
            wrong.append("address")
        for key, seen in ((email, emails), (phone, phones)):
            if key and seen.setdefault(key, number) != number:
                wrong.append("repeated")
            if key and key in here:
                wrong.append("here")
        paths = [tuple(part.strip() for part in path.split("/")) for path in departments.split(";") if path.strip()]
        if any(not part or len(part) > 100 for path in paths for part in path):
            wrong.append("departments")
        if wrong:
            faults.append((number, wrong))
        else:
            good.append((name, email or None, phone or None, paths, position, location, work_number, manager.lower()))
    return good, faults


@transaction.atomic
def apply(rows):
    known = {}
    for path in sorted({path[: n + 1] for row in rows for path in row[3] for n in range(len(path))}, key=len):
        known[path] = Department.objects.create(parent=known.get(path[:-1]), name=path[-1])
    members = [
        Member(name=row[0], email=row[1], phone=row[2], position=row[4], location=row[5], work_number=row[6]) for row in rows
    ]
    members = Member.objects.bulk_create(members, batch_size=1000)
    by_email = {member.email: member for member in members if member.email}
    managed = []
    for member, row in zip(members, rows):
        if row[7] in by_email:
            member.manager = by_email[row[7]]
            managed.append(member)
    Member.objects.bulk_update(managed, ["manager"], batch_size=500)
    places = [Place(member=m, department=known[path]) for m, row in zip(members, rows) for path in row[3]]
    Place.objects.bulk_create(places, batch_size=1000)
    Audit.objects.bulk_create([Audit(subject=m.id, text=m.name) for m in members], batch_size=1000)


def line(name, rows, seconds):
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {name}: {rows} rows in {seconds:.1f} s, {rows / seconds:.0f} rows/s, peak memory {memory} MB")


def main(path):
    with connection.schema_editor() as editor:
        for model in (Department, Member, Place, Audit):
            editor.create_model(model)
    began = time.perf_counter()
    good, faults = check(path)
    line("openpyxl and Django: read and checked", len(good) + len(faults), time.perf_counter() - began)
    began = time.perf_counter()
    apply(good)
    line("openpyxl and Django: carried out", len(good), time.perf_counter() - began)
    print(f"  of which {len(faults)} rows had faults")


main(sys.argv[1])
