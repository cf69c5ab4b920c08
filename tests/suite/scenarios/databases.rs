//! A MySQL with a database and a user.

use futures_util::TryStreamExt as _;
use ncloud::vmysql::{
    AddCloudMysqlDatabaseList, AddCloudMysqlUserList, CloudMysqlDeleted, CloudMysqlRunning,
    CloudMysqlUserAuthority, CloudMysqlUserParameter, CreateCloudMysqlInstance,
    DeleteCloudMysqlDatabaseList, DeleteCloudMysqlInstance, GetCloudMysqlDatabaseList,
    GetCloudMysqlInstanceDetail, GetCloudMysqlInstanceList, GetCloudMysqlUserList,
};

use crate::support::Cloud;

#[tokio::test(start_paused = true)]
async fn a_mysql_gets_a_database_and_a_user() {
    let cloud = Cloud::of(&["vmysql"]);
    let client = &cloud.client;

    let create = CreateCloudMysqlInstance::new(
        "3804",
        "shop",
        "shop-db",
        "admin",
        "not-a-password-1",
        "10.0.0.%",
        "orders",
        "5843",
    );
    let created = client.send(create).await.unwrap();
    let no = &created.cloud_mysql_instance_list[0].cloud_mysql_instance_no;
    let get = GetCloudMysqlInstanceDetail::new(no);
    let running = cloud.wait(&get, CloudMysqlRunning).await;
    let service = &running.cloud_mysql_instance_list[0];
    assert_eq!(service.cloud_mysql_service_name, "shop");

    let add = AddCloudMysqlDatabaseList::new(no, ["carts", "stock"]);
    client.send(add).await.unwrap();
    let delete = DeleteCloudMysqlDatabaseList::new(no, ["carts"]);
    client.send(delete).await.unwrap();
    let list = GetCloudMysqlDatabaseList::new(no, 0, 10);
    let databases: Vec<_> = client.items(list).try_collect().await.unwrap();
    let names: Vec<&str> = databases
        .iter()
        .map(|it| it.database_name.as_str())
        .collect();
    assert_eq!(names, ["orders", "stock"]);

    let user = CloudMysqlUserParameter::new(
        "reader",
        "10.0.1.%",
        "not-a-password-2",
        CloudMysqlUserAuthority::Read,
    );
    client
        .send(AddCloudMysqlUserList::new(no, [user]))
        .await
        .unwrap();
    let users = client
        .send(GetCloudMysqlUserList::new(no, 0, 10))
        .await
        .unwrap();
    let users: Vec<(&str, &str)> = users
        .cloud_mysql_user_list
        .iter()
        .map(|user| (user.user_name.as_str(), user.host_ip.as_deref().unwrap()))
        .collect();
    assert_eq!(users, [("admin", "10.0.0.%"), ("reader", "10.0.1.%")]);

    client
        .send(DeleteCloudMysqlInstance::new(no))
        .await
        .unwrap();
    cloud.wait(&get, CloudMysqlDeleted).await;
    let left = client.send(GetCloudMysqlInstanceList::new()).await.unwrap();
    assert_eq!(left.cloud_mysql_instance_list.len(), 0);
    let left = client
        .send(GetCloudMysqlUserList::new(no, 0, 10))
        .await
        .unwrap();
    assert_eq!(left.cloud_mysql_user_list.len(), 0);
}
