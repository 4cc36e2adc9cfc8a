FROM python:3.13-slim AS build

ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_ROOT_USER_ACTION=ignore

WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY mock_server mock_server
COPY openapi openapi
COPY fixtures fixtures

# pip stays behind in this stage: the image that serves has no use for it.
RUN pip wheel --quiet --no-deps --wheel-dir /dist . \
    && python -m venv --without-pip /opt/onmock \
    && pip --python /opt/onmock/bin/python install --quiet /dist/*.whl


FROM python:3.13-slim

LABEL org.opencontainers.image.title="onmock" \
      org.opencontainers.image.description="A stateful, contract-tested stand-in for vendor REST APIs" \
      org.opencontainers.image.licenses="MIT"

COPY --from=build /opt/onmock /opt/onmock

# Where a volume for --database goes: a new volume takes over the owner of this folder.
RUN install --directory --owner=10001 --group=10001 /data

# Nobody outside a container reaches its loopback, so the server listens on every address in it.
# Who may reach it is decided where the port is published; compose.yaml publishes to 127.0.0.1 only.
ENV PATH=/opt/onmock/bin:$PATH \
    ONMOCK_HOST=0.0.0.0 \
    ONMOCK_PORT=8024 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

USER 10001:10001
EXPOSE 8024

# In Python, since the slim image has no curl; http.client, since urllib would obey a proxy variable.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import http.client, os, sys; c = http.client.HTTPConnection('127.0.0.1', int(os.environ['ONMOCK_PORT']), timeout=2); c.request('GET', '/__admin/health'); sys.exit(c.getresponse().status != 200)"]

ENTRYPOINT ["onmock"]
CMD ["serve"]
