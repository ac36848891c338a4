from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('broadcast', '0002_usb_task'),
    ]

    operations = [
        migrations.CreateModel(
            name='Lowering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=40, unique=True, verbose_name='complaint')),
                ('since', models.DateTimeField(verbose_name='since')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('station', models.ForeignKey(on_delete=models.deletion.CASCADE, related_name='lowerings', to='broadcast.station', verbose_name='station')),
            ],
            options={
                'verbose_name': 'lowering',
                'verbose_name_plural': 'lowerings',
                'ordering': ('-since',),
            },
        ),
        migrations.CreateModel(
            name='PublishedVolume',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lowered', models.BooleanField(verbose_name='lowered')),
                ('serial', models.PositiveIntegerField(verbose_name='serial')),
                ('station', models.OneToOneField(on_delete=models.deletion.CASCADE, related_name='published_volume', to='broadcast.station')),
            ],
            options={
                'verbose_name': 'published loudness',
                'verbose_name_plural': 'published loudness',
            },
        ),
    ]
