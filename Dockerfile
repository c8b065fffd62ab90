# The line behind a proxy that speaks https. Build: docker build -t ivr .
# Run: docker run -p 8000:8000 -e TWILIO_AUTH_TOKEN=… -e PUBLIC_BASE_URL=https://line.example.org ivr

FROM python:3.13-slim AS installed
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
    && pip install --no-cache-dir --require-hashes -r requirements-build.lock
COPY pyproject.toml README.md LICENSE ./
COPY ivr ivr
COPY phone phone
RUN pip wheel --no-deps --no-build-isolation --no-index --wheel-dir dist ./phone . \
    && /venv/bin/pip install --no-cache-dir --no-deps --no-index dist/*.whl

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home line
COPY --from=installed /venv /venv
WORKDIR /line
COPY app.py menus.yaml ./
COPY audio/masters audio/masters
COPY audio/recorded audio/recorded
RUN mkdir instance && chown -R line audio instance
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 IVR_HOST=0.0.0.0 PORT=8000 IVR_TRUSTED_PROXIES=1
USER line
VOLUME ["/line/audio", "/line/instance"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health', timeout=4)"]
# The exec form: signals reach the line itself, which ends within ten seconds and loses no answer.
CMD ["python", "-m", "ivr", "serve"]
