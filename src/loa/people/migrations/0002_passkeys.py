from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='approverkey',
            name='origin',
            field=models.CharField(blank=True, default='', max_length=300, verbose_name="passkey's origin"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='approverkey',
            name='rp_id',
            field=models.CharField(blank=True, default='', help_text='For which it signs.', max_length=253, verbose_name="passkey's site"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='approverkey',
            name='key_id',
            field=models.CharField(db_index=True, max_length=16, verbose_name='key id'),
        ),
        migrations.AddConstraint(
            model_name='approverkey',
            constraint=models.UniqueConstraint(fields=('key_id', 'organisation'), name='people_key_once_an_office'),
        ),
    ]
