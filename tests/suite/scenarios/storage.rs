//! A NAS volume.

use ncloud::vnas::{
    AccessControlRuleParameter, AddNasVolumeAccessControl, AllotmentProtocol,
    CreateNasVolumeInstance, DeleteNasVolumeInstances, GetNasVolumeInstanceDetail,
    GetNasVolumeInstanceList, NasVolumeCreated, NasVolumeDeleted,
};

use crate::support::Cloud;

#[tokio::test(start_paused = true)]
async fn a_volume_is_mounted_by_a_server() {
    let cloud = Cloud::of(&["vnas"]);
    let client = &cloud.client;

    let create = CreateNasVolumeInstance::new(AllotmentProtocol::Nfs, 500).volume_name("files");
    let created = client.send(create).await.unwrap();
    let no = &created.nas_volume_instance_list[0].nas_volume_instance_no;
    let get = GetNasVolumeInstanceDetail::new(no);
    let ready = cloud.wait(&get, NasVolumeCreated).await;
    let volume = &ready.nas_volume_instance_list[0];
    assert_eq!(volume.volume_name.as_deref(), Some("files"));
    let protocol = volume.volume_allotment_protocol_type.as_ref();
    assert_eq!(protocol.map(|it| &it.code), Some(&AllotmentProtocol::Nfs));
    let servers = volume.nas_volume_server_instance_no_list.as_deref();
    assert_eq!(servers.unwrap_or_default(), [] as [String; 0]);

    let rule = AccessControlRuleParameter::new("1234567");
    let add = AddNasVolumeAccessControl::new(no, [rule]);
    client.send(add).await.unwrap();
    let mounted = client.send(&get).await.unwrap();
    let servers = &mounted.nas_volume_instance_list[0].nas_volume_server_instance_no_list;
    assert_eq!(servers.as_deref().unwrap_or_default(), ["1234567"]);

    client
        .send(DeleteNasVolumeInstances::new([no]))
        .await
        .unwrap();
    cloud.wait(&get, NasVolumeDeleted).await;
    let left = client.send(GetNasVolumeInstanceList::new()).await.unwrap();
    assert_eq!(left.nas_volume_instance_list.len(), 0);
}
