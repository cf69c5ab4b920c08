"""Calls the sandbox gateway with NCP's official Python SDK and prints what it decodes, a line of JSON an operation.

The gateway's address is in NCLOUD_API_GW, as the SDK itself reads it; the keys are in NCLOUD_ACCESS_KEY and
NCLOUD_SECRET_KEY.
"""

import json
import os

import ncloud_vpc
import ncloud_vserver
from ncloud_vpc.api.v2_api import V2Api as VpcApi
from ncloud_vserver.api.v2_api import V2Api as ServerApi


def client(module, api):
    configuration = module.Configuration()
    configuration.access_key = os.environ["NCLOUD_ACCESS_KEY"]
    configuration.secret_key = os.environ["NCLOUD_SECRET_KEY"]
    return api(module.ApiClient(configuration))


def plain(value):
    """Models as dictionaries, without what the answer did not hold."""
    if hasattr(value, "to_dict"):
        value = value.to_dict()
    if isinstance(value, dict):
        members = {name: plain(member) for name, member in value.items()}
        return {name: member for name, member in members.items() if member is not None}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def show(operation, answer):
    print(json.dumps({"operation": operation, "answer": plain(answer)}, ensure_ascii=False, default=str))


servers, networks = client(ncloud_vserver, ServerApi), client(ncloud_vpc, VpcApi)
model, vpc_model = ncloud_vserver.model, ncloud_vpc.model

show("getRegionList", servers.get_region_list(model.GetRegionListRequest()))
show("getZoneList", servers.get_zone_list(model.GetZoneListRequest(region_code="KR")))
show(
    "getServerInstanceList",
    servers.get_server_instance_list(
        model.GetServerInstanceListRequest(region_code="KR", server_instance_no_list=["1", "2"], page_no=1, page_size=10)
    ),
)
show("getServerInstanceDetail", servers.get_server_instance_detail(model.GetServerInstanceDetailRequest(server_instance_no="1")))
show("stopServerInstances", servers.stop_server_instances(model.StopServerInstancesRequest(server_instance_no_list=["1"])))
show("getLoginKeyList", servers.get_login_key_list(model.GetLoginKeyListRequest(key_name="key")))
show("createLoginKey", servers.create_login_key(model.CreateLoginKeyRequest(key_name="key")))
show("getAccessControlGroupList", servers.get_access_control_group_list(model.GetAccessControlGroupListRequest(vpc_no="1")))
show("getBlockStorageInstanceList", servers.get_block_storage_instance_list(model.GetBlockStorageInstanceListRequest(region_code="KR")))
show("getPublicIpInstanceList", servers.get_public_ip_instance_list(model.GetPublicIpInstanceListRequest(region_code="KR")))
show("getVpcList", networks.get_vpc_list(vpc_model.GetVpcListRequest(region_code="KR", vpc_no_list=["1"])))
show("createVpc", networks.create_vpc(vpc_model.CreateVpcRequest(ipv4_cidr_block="10.0.0.0/16", vpc_name="net")))
show("getSubnetList", networks.get_subnet_list(vpc_model.GetSubnetListRequest(vpc_no="1")))
