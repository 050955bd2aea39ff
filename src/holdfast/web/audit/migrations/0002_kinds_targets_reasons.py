"""Names the columns for what they hold, and gives the reason and the seal's version their own.

What stood in ``reason`` was what had been asked for. No row's text is changed: rows that are there
were sealed by version 1, and are proved by it.
"""

from django.db import migrations, models
from django.db.models.functions import Left


class Migration(migrations.Migration):

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RenameField("auditrow", "act", "kind"),
        migrations.RenameField("auditrow", "child", "target"),
        migrations.RenameField("auditrow", "reason", "detail"),
        migrations.AlterField("auditrow", "target", models.TextField(blank=True)),
        migrations.AlterField(
            "auditrow",
            "kind",
            models.CharField(
                max_length=40,
                choices=[
                    ('view', 'Viewed a child'),
                    ('list', 'Looked at a list'),
                    ('download', 'Took a list away as a file'),
                    ('answer', 'Answered a query of a return'),
                    ('say', 'Said what a word means'),
                    ('check', 'Checked a file of a return'),
                    ('reconcile', "Compared a list of the council's"),
                    ('survey', 'Surveyed data before an import'),
                    ('verify', 'Verified a snapshot'),
                    ('sign in', 'Signed in'),
                    ('sign out', 'Signed out'),
                    ('sign-in failed', 'Failed to sign in'),
                    ('sign-in closed', 'Was shut out after wrong passwords'),
                    ('add user', 'Made an account'),
                    ('change password', 'Gave an account another password'),
                    ('import', 'Imported'),
                    ('use', 'Showed another snapshot'),
                    ('decide', 'Decided who is who'),
                    ('declare', 'Declared that numbers change'),
                    ('prune', 'Deleted old snapshots'),
                    ('back up', 'Made a backup'),
                    ('restore', 'Restored a backup'),
                    ('carry in', 'Carried an earlier file into the database'),
                ],
            ),
        ),
        migrations.AddField(
            "auditrow", "reason", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddField(
            "auditrow",
            "seal_version",
            models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "auditrow", models.Index(Left("target", 200), name="audit_target")
        ),
    ]
