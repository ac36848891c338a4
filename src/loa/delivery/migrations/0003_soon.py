from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0002_programme'),
    ]

    operations = [
        migrations.AddField(
            model_name='placement',
            name='soon',
            field=models.CharField(blank=True, choices=[('next', 'next'), ('now', 'now')], max_length=4, verbose_name='how soon'),
        ),
    ]
