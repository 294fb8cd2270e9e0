# Two stages: everything is made in the first, the second holds only what runs, as a user without rights.
FROM python:3.11-slim AS make
WORKDIR /src
RUN apt-get update && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*
COPY . .
# The same steps as `make run`: environment, statutes and model, index.
# The last step also leaves compiled modules behind, which the user of the second stage cannot write, and drops the
# weights that the model was made from.
# begin install steps
RUN make setup VENV=/opt/yuanfa
RUN /opt/yuanfa/bin/pip install --quiet --no-compile --no-deps --force-reinstall .
RUN export PYTHONDONTWRITEBYTECODE= && YUANFA_DATA_DIR=/data /opt/yuanfa/bin/yuanfa index build && /opt/yuanfa/bin/python -c "import bot.app, bot.mcp" && rm /opt/yuanfa/share/yuanfa/e5-small-q4.bin
# end install steps
# For compose.scale.yaml: EXTRA=postgres,scale.
ARG EXTRA=
RUN if [ -n "$EXTRA" ]; then /opt/yuanfa/bin/pip install --quiet --no-compile -c constraints.txt ".[$EXTRA]"; fi

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 yuanfa && mkdir /data && chown yuanfa /data
COPY --from=make /opt/yuanfa /opt/yuanfa
COPY --from=make --chown=yuanfa /data /data
ENV PATH=/opt/yuanfa/bin:$PATH YUANFA_DATA_DIR=/data YUANFA_HTTP_PORT=9464 PYTHONUNBUFFERED=1
USER yuanfa
WORKDIR /home/yuanfa
VOLUME /data
# The first start may build an index, which takes minutes on a small machine.
HEALTHCHECK --interval=30s --timeout=10s --start-period=15m --retries=3 \
    CMD python -c "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"YUANFA_HTTP_PORT\"]}/health', timeout=8)"
# Only when the volume holds no index that this image can serve is one built first; the bot builds the others beside itself.
CMD ["sh", "-c", "yuanfa index build --if-none && exec yuanfa run"]
