"""Sends the cases on the standard input with the official SDKs; prints what each one answered, one JSON list.

A case has `product`, `operation`, `params` by wire name, `port`, and where it wants them `credentials` and
`signature`. The class and the method of an operation follow from its name, as the SDKs are generated.
"""

import importlib
import inspect
import json
import os
import sys

# Sources of credentials, proxies or addresses of the machine must not get in.
for name in list(os.environ):
    if name.startswith("ALIBABA_CLOUD_") or name.lower().endswith("_proxy"):
        del os.environ[name]

from alibabacloud_tea_openapi import utils_models
from darabonba.runtime import RuntimeOptions

PACKAGES = {"domain": "alibabacloud_domain20180129", "ecs": "alibabacloud_ecs20140526", "cs": "alibabacloud_cs20151215"}
CREDENTIALS = {
    "key": {"access_key_id": "testid", "access_key_secret": "testsecret"},
    "token": {"access_key_id": "testid", "access_key_secret": "testsecret", "security_token": "test/token+=="},
    "bearer": {"bearer_token": "test-bearer"},
}


def plain(name):
    return name.replace("_", "").lower()


def client(case):
    config = utils_models.Config(
        endpoint=f"127.0.0.1:{case['port']}",
        protocol="http",
        region_id="cn-hangzhou",
        **CREDENTIALS[case.get("credentials", "key")],
    )
    if case.get("signature") == "V1":
        config.signature_algorithm = "v2"
    return importlib.import_module(PACKAGES[case["product"]] + ".client").Client(config)


def request(case, params):
    models = importlib.import_module(PACKAGES[case["product"]] + ".models")
    model = getattr(models, case["operation"] + "Request")()
    body = params.get("body")
    if isinstance(body, dict) and not hasattr(model, "body"):
        params = {**{name: value for name, value in params.items() if name != "body"}, **body}
    return model.from_map(params)


def arguments(case, method):
    params = dict(case["params"])
    names = list(inspect.signature(method).parameters)
    in_path = {plain(name): name for name in params}
    taken = {name: params.pop(in_path[plain(name)]) for name in names if plain(name) in in_path}
    for name in names:
        if name in taken:
            yield taken[name]
        elif name == "headers":
            yield {}
        elif name == "runtime":
            yield RuntimeOptions()
        else:
            yield request(case, params)


def answer(case):
    sender = client(case)
    wanted = plain(case["operation"]) + "withoptions"
    method = next(getattr(sender, name) for name in dir(sender) if plain(name) == wanted)
    try:
        reply = method(*arguments(case, method)).to_map()
        return {"status": reply.get("statusCode"), "body": reply.get("body")}
    except Exception as error:  # every failure of an SDK is something to compare
        told = {name: getattr(error, name, None) for name in ("code", "message", "status_code", "request_id", "data")}
        return {"error": {"class": type(error).__name__, **told}}


print(json.dumps([answer(case) for case in json.load(sys.stdin)], default=str))
