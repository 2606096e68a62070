# One image for web, live, worker, beat and migrate. An intranet registry: --build-arg PYTHON_IMAGE=…
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

FROM ${PYTHON_IMAGE} AS packages
COPY requirements/production.txt /tmp/production.txt
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r /tmp/production.txt

FROM ${PYTHON_IMAGE}
# Printed tickets and PDFs are drawn by the server: Noto first, then the fonts that know rare names (docs/kiosk.md); Pango
# lays out the PDFs (stack/printing.py names the same packages).
RUN apt-get update \
 && apt-get install --yes --no-install-recommends fonts-noto-cjk fonts-hanazono fonts-babelstone-han \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 hall \
 && useradd --uid 10001 --gid hall --no-create-home --shell /usr/sbin/nologin hall \
 && install --directory --owner=hall --group=hall --mode=0750 /data
COPY --from=packages /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=hall.config.settings.production \
    DATA_DIR=/data
WORKDIR /srv/hall
COPY manage.py ./
COPY hall ./hall
COPY matters ./matters
COPY applications ./applications
COPY queueing ./queueing
COPY complaints ./complaints
COPY templates ./templates
COPY static ./static
COPY docker ./docker
RUN python docker/build_assets.py
USER hall
EXPOSE 8000 8001
VOLUME /data
CMD ["gunicorn", "hall.config.wsgi:application", "--bind", "0.0.0.0:8000"]
