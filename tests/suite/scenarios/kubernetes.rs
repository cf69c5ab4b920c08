//! A Kubernetes cluster with node pools.

use ncloud::nks::{
    ClusterDeleted, ClusterRunning, ClusterStatus, CreateCluster, CreateNodePool, DeleteCluster,
    DeleteNodePool, GetCluster, GetKubeconfig, ListClusters, ListNodePools, NewNodePool,
    NodePoolRunning,
};

use crate::support::Cloud;

#[tokio::test(start_paused = true)]
async fn a_cluster_gets_a_node_pool_and_tells_its_kubeconfig() {
    let cloud = Cloud::of(&["nks"]);
    let client = &cloud.client;

    let create = CreateCluster::new(
        "shop",
        "SVR.VNKS.STAND.C004.M016.G003",
        "key",
        "KR",
        3804,
        [5843],
    );
    let create = create.node_pool([NewNodePool::new("first", 2)]);
    let uuid = client.send(create).await.unwrap().uuid;
    let get = GetCluster::new(&uuid);
    let running = cloud.wait(&get, ClusterRunning).await;
    assert_eq!(
        (running.name.as_str(), running.vpc_no),
        ("shop", Some(3804))
    );
    assert_eq!(running.status, ClusterStatus::Running);
    client.wait(&get, NodePoolRunning).await.unwrap();

    client
        .send(CreateNodePool::new(&uuid, "second").node_count(1))
        .await
        .unwrap();
    let list = ListNodePools::new(&uuid);
    let pools = client.send(&list).await.unwrap();
    let names: Vec<&str> = pools.iter().map(|pool| pool.name.as_str()).collect();
    assert_eq!(names, ["first", "second"]);
    let cluster = client.send(&get).await.unwrap();
    assert_eq!(cluster.node_pool.map(|pools| pools.len()), Some(2));
    let kubeconfig = client.send(GetKubeconfig::new(&uuid)).await.unwrap();
    assert!(kubeconfig.kubeconfig.starts_with("apiVersion: v1\n"));

    let delete = DeleteNodePool::new(&uuid, pools[0].instance_no);
    client.send(delete).await.unwrap();
    let pools = client.send(&list).await.unwrap();
    assert_eq!(
        pools
            .iter()
            .map(|pool| pool.name.as_str())
            .collect::<Vec<_>>(),
        ["second"]
    );
    client.send(DeleteCluster::new(&uuid)).await.unwrap();
    cloud.wait(&get, ClusterDeleted).await;
    assert_eq!(client.send(ListClusters::new()).await.unwrap().len(), 0);
    let error = client.send(GetKubeconfig::new(&uuid)).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}
