"""What people say of two children who may be one."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("oversight", "0002_set_aside")]

    operations = [
        migrations.CreateModel(
            name="SameChildAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("one", models.CharField(max_length=64)),
                ("other", models.CharField(max_length=64)),
                ("said", models.CharField(choices=[("same", "The same child"), ("other", "Not the same child")], max_length=10)),
                ("words", models.TextField()),
                ("by", models.CharField(max_length=150)),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["one", "other"], name="answers_of_a_pair")],
            },
        ),
    ]
