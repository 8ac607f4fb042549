"""Requests for `catalogues/shop` that are rejected, each with the contract's status and code."""


def order(**changes):
    params = {"uid": "shop.sales", "lang": "en", "template": "excel-auto", **changes}
    return {"params": params}


def parameter(key, value):
    return order(parameters=[{"key": key, "value": value}])


# Requests that are valid by the contract's schema, by code.
BY_CODE = {
    "NotFound": [
        order(uid="shop.nothing"),
        order(uid="../shop"),
    ],
    "NOT_ALLOWED": [
        order(uid="shop.closed"),
        order(organizationUid="OTHER"),
        order(organizationUid="no-such"),
    ],
    "UNKOWN_DATA_MODEL_PARAMETER": [
        parameter("colour", {"value": "red"}),
        parameter("Status", {"value": "paid"}),
    ],
    "INVALID_DATA_MODEL_PARAMETER": [
        parameter("status", {"value": "lost"}),
        parameter("status", {"value": 7}),
        parameter("period", {"from": "2025-02-30", "to": "2025-03-01"}),
        parameter("period", {"from": "2025-03-02", "to": "2025-03-01"}),
        parameter("period", {"value": True}),
        order(uid="shop.slow"),
        order(uid="shop.slow", parameters=[{"key": "steps", "value": {"value": 1}},
                                           {"key": "steps", "value": {"value": 2}}]),
        order(query={"filters": {"and": [{"field": "nothing", "op": "eq", "value": 1}]}}),
        order(query={"filters": {"and": [{"field": "total", "op": "eq", "value": 1}]}}),
        order(query={"filters": {"and": [{"field": "total", "op": "gte", "value": "much"}]}}),
        order(query={"filters": {"and": [{"field": "total", "op": "resembles", "value": 1}]}}),
        order(query={"sort": [{"field": "customer", "direction": "asc"}]}),
        order(query={"sort": [{"field": "total", "direction": "up"}]}),
        order(query={"fields": ["number", "nothing"]}),
        order(query={"page": 0, "pageSize": 10}),
        order(query={"colour": "red"}),
    ],
    "INVALID_INSTANCE_IDS_PARAM": [
        parameter("instanceIds", {"values": []}),
        parameter("instanceIds", {"ids": ["three"]}),
        parameter("instanceIds", {"values": list(range(101))}),
        order(uid="shop.slow", parameters=[{"key": "steps", "value": {"value": 1}},
                                           {"key": "instanceIds", "value": {"ids": [1]}}]),
    ],
    "MISSIN_QUERY_PARAM": [
        order(uid="shop.picked"),
    ],
}

# Requests that violate the contract's schema: generated clients cannot send them.
AGAINST_THE_SCHEMA = [
    {},
    [],
    {"params": None},
    {"params": {"uid": "shop.sales", "lang": "en"}},
    order(lang="fr"),
    order(template="pdf"),
    order(uid=7),
    order(parameters={}),
    order(parameters=[{"key": "status"}]),
    order(query="all"),
]
