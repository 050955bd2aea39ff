"""Takes in the kind of row that says whether two children are one. No row is changed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("audit", "0004_kind_remove")]

    operations = [
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
                    ('contest', 'Said that a concern is not so'),
                    ('same child', 'Said whether two children are one'),
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
                    ('remove', 'Took a supplement away'),
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
    ]
