account_id = 111122223333

repositories = {
  api = {
    readers = ["444455556666", "777788889999"]
    tags    = { Tier = "one" }
  }
  web = {
    mutability = "MUTABLE"
    scan       = false
    keep       = 5
  }
  jobs = {
    kms_key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    policy  = <<-JSON
      {"Version": "2012-10-17", "Statement": []}
    JSON
  }
}
