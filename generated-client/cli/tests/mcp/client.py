"""Lists the tools, finds an operation in two languages, calls it, and deletes what it may delete."""

import asyncio
import json
import os
import sys

from mcp import Client, StdioServerParameters
from mcp.types import ElicitResult

QUESTIONS = []


async def agree(_context, params):
    QUESTIONS.append(params.message)
    return ElicitResult(action="accept", content={})


def server(gateway, *options):
    names = ["NCLOUD_ACCESS_KEY_ID", "NCLOUD_SECRET_ACCESS_KEY"]
    return Client(
        StdioServerParameters(
            command=os.environ["NCLOUD"],
            args=["mcp", "--endpoint", os.environ[gateway], *options],
            env={name: os.environ[name] for name in names},
        ),
        mode=sys.argv[1],
        elicitation_callback=agree,
    )


async def call(client, tool, **arguments):
    result = await client.call_tool(tool, arguments)
    return result.is_error, json.loads(result.content[0].text)


async def main():
    async with server("SERVERS") as client:
        tools = [tool.name for tool in (await client.list_tools()).tools]
        assert tools == ["find_operations", "describe_operation", "call_operation", "read_more"], tools
        for query in ["list servers", "서버 목록"]:
            failed, found = await call(client, "find_operations", query=query)
            assert not failed, found
            name = found["operations"][0]["operation"]
            assert name == "vserver.GetServerInstanceList", name
        failed, listed = await call(client, "call_operation", operation=name)
        assert not failed, listed
        assert "serverInstanceList" in listed["data"], listed

    async with server("NETWORKS") as client:
        delete = {"operation": "vpc.DeleteVpc", "arguments": {"vpcNo": "1"}}
        failed, refused = await call(client, "call_operation", **delete)
        assert failed and "only reads" in refused["error"], refused

    async with server("NETWORKS", "--allow-writes=vpc") as client:
        create = {"operation": "vpc.CreateVpc", "arguments": {"ipv4CidrBlock": "10.0.0.0/16"}}
        failed, created = await call(client, "call_operation", **create)
        assert not failed, created
        number = created["data"]["vpcList"][0]["vpcNo"]
        delete["arguments"]["vpcNo"] = number
        failed, deleted = await call(client, "call_operation", **delete)
        assert not failed, deleted
        assert QUESTIONS == [
            'vpc.CreateVpc changes something: ipv4CidrBlock "10.0.0.0/16". Send it?',
            f'vpc.DeleteVpc deletes or stops something: vpcNo "{number}". Send it?',
        ], QUESTIONS


asyncio.run(main())
