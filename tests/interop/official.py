"""Sends the cases on standard input with the official SDKs, and prints a JSON list of their results.

A case has `product`, `operation`, `params` by wire name and `port`; `credentials` and `signature` are optional. The names of
the class and the method follow from the name of the operation, because the SDKs are generated.
"""

import importlib
import inspect
import json
import os
import sys

# Credentials, proxies and endpoints of this machine must not affect the cases.
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


def normalized(name):
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
    by_name = {normalized(name): name for name in params}
    path_parameters = {name: params.pop(by_name[normalized(name)]) for name in names if normalized(name) in by_name}
    for name in names:
        if name in path_parameters:
            yield path_parameters[name]
        elif name == "headers":
            yield {}
        elif name == "runtime":
            yield RuntimeOptions()
        else:
            yield request(case, params)


def send(case):
    sdk_client = client(case)
    method_name = normalized(case["operation"]) + "withoptions"
    method = next(getattr(sdk_client, name) for name in dir(sdk_client) if normalized(name) == method_name)
    try:
        response = method(*arguments(case, method)).to_map()
        return {"status": response.get("statusCode"), "body": response.get("body")}
    except Exception as error:  # every failure of the SDK is compared
        fields = {name: getattr(error, name, None) for name in ("code", "message", "status_code", "request_id", "data")}
        return {"error": {"class": type(error).__name__, **fields}}


print(json.dumps([send(case) for case in json.load(sys.stdin)], default=str))
