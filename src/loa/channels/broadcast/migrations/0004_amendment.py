import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('broadcast', '0003_lowering'),
    ]

    operations = [
        migrations.AddField(
            model_name='usbstick',
            name='recalled',
            field=models.JSONField(default=dict, help_text='Address to when, and by whom.', verbose_name='messages taken off it'),
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.CharField(db_index=True, max_length=64, verbose_name='address of the message')),
                ('placement', models.CharField(blank=True, max_length=160, verbose_name='placement')),
                ('asked_at', models.DateTimeField(verbose_name='asked for at')),
                ('serial', models.PositiveBigIntegerField(db_index=True, default=0, verbose_name='serial')),
                ('starts', models.DateTimeField(blank=True, null=True, verbose_name='to be heard at')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='why it waits')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amendments', to='broadcast.station', verbose_name='station')),
            ],
            options={
                'verbose_name': 'change of a published day',
                'verbose_name_plural': 'changes of published days',
                'ordering': ('asked_at', 'station'),
                'constraints': [models.UniqueConstraint(fields=('station', 'message', 'placement'), name='broadcast_amendment_once')],
            },
        ),
    ]
