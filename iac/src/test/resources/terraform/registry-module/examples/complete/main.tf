locals {
  name       = "team/${lower("PAYMENTS")}"
  account_id = data.aws_caller_identity.this.account_id

  expire_untagged = {
    rulePriority = 1
    description  = "Keep the last 30"
    selection = {
      tagStatus   = "untagged"
      countType   = "imageCountMoreThan"
      countNumber = 30
    }
    action = { type = "expire" }
  }
}

data "aws_caller_identity" "this" {}

resource "aws_kms_key" "ecr" {
  description         = "Images of ${local.name}"
  enable_key_rotation = true
}

module "off" {
  source = "../../modules/ecr"

  create = false
}

module "private" {
  source = "../../modules/ecr"

  name             = local.name
  encryption_type  = "KMS"
  kms_key          = aws_kms_key.ecr.arn
  writers          = ["arn:aws:iam::${local.account_id}:role/ci"]
  lambda_readers   = ["arn:aws:lambda:eu-west-1:${local.account_id}:function:*"]
  lifecycle_policy = jsonencode({ rules = [local.expire_untagged] })

  statements = {
    deploy = {
      sid        = "Deploy"
      actions    = ["ecr:BatchGetImage"]
      principals = [{ type = "AWS", identifiers = ["arn:aws:iam::444455556666:root"] }]
      conditions = [{ test = "StringEquals", variable = "aws:PrincipalOrgID", values = ["o-a1b2c3d4e5"] }]
    }
  }

  tags = { Team = "payments" }
}

module "many" {
  source   = "../../modules/ecr"
  for_each = toset(["web", "worker"])

  name                  = "${local.name}/${each.key}"
  attach_policy         = false
  make_lifecycle_policy = false
}

data "aws_iam_policy_document" "registry" {
  statement {
    sid       = "Replicate"
    actions   = ["ecr:ReplicateImage"]
    resources = ["arn:aws:ecr:eu-west-1:${local.account_id}:repository/*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::444455556666:root"]
    }
  }
}

module "registry" {
  source = "../../modules/ecr"

  create_repository    = false
  make_registry_policy = true
  registry_policy      = data.aws_iam_policy_document.registry.json

  cache_rules = {
    public = { prefix = "ecr-public", upstream = "public.ecr.aws" }
    quay   = { prefix = "quay", upstream = "quay.io" }
  }

  manage_scanning = true
  scan_rules = [
    {
      scan_frequency = "SCAN_ON_PUSH"
      filter         = [{ filter = "*", filter_type = "WILDCARD" }]
      }, {
      scan_frequency = "CONTINUOUS_SCAN"
      filter         = [{ filter = "team/*" }, { filter = "prod*" }]
    }
  ]

  make_replication = true
  replication_rules = [{
    destinations       = [{ region = "eu-central-1", registry_id = local.account_id }]
    repository_filters = [{ filter = "team/", filter_type = "PREFIX_MATCH" }]
  }]
}
