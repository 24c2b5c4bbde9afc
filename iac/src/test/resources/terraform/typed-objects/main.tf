terraform {
  required_version = ">= 1.3"
}

locals {
  name_of = { for key in keys(var.repositories) : key => join("/", compact([var.prefix, key])) }

  with_policy = {
    for key, repository in var.repositories : key => repository
    if length(repository.readers) > 0 || repository.policy != null
  }

  rules = {
    for key, repository in var.repositories : key => [
      for index, status in ["untagged", "any"] : {
        rulePriority = index + 1
        description  = format("%s images of %s", title(status), key)
        selection = merge(
          { tagStatus = status, countType = "imageCountMoreThan", countNumber = repository.keep },
          status == "tagged" ? { tagPrefixList = ["v"] } : {},
        )
        action = { type = "expire" }
      }
    ]
  }
}

module "kms" {
  count  = var.kms.create ? 1 : 0
  source = "./modules/kms"

  name       = var.prefix
  rotation   = var.kms.rotation
  account_id = var.account_id
  users      = var.kms.users
}

resource "aws_ecr_repository" "this" {
  for_each = var.repositories

  name                 = local.name_of[each.key]
  image_tag_mutability = each.value.mutability

  dynamic "encryption_configuration" {
    for_each = each.value.kms_key != null || var.kms.create ? [true] : []
    content {
      encryption_type = "KMS"
      kms_key         = coalesce(each.value.kms_key, one(module.kms[*].key_arn))
    }
  }

  dynamic "image_scanning_configuration" {
    for_each = toset(var.legacy_scan == null ? [each.value.scan] : [var.legacy_scan])
    iterator = setting
    content {
      scan_on_push = setting.value
    }
  }

  tags = merge(each.value.tags, { Name = local.name_of[each.key] })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_ecr_repository_policy" "this" {
  for_each = local.with_policy

  repository = aws_ecr_repository.this[each.key].name
  policy = try(coalesce(each.value.policy), templatefile("${path.module}/templates/readers.json.tftpl", {
    accounts = each.value.readers
    deny     = false
  }))
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each = local.rules

  repository = aws_ecr_repository.this[each.key].name
  policy     = jsonencode({ rules = each.value })
}

resource "aws_ecr_replication_configuration" "this" {
  count = length(var.replication_regions) > 0 ? 1 : 0

  replication_configuration {
    rule {
      dynamic "destination" {
        for_each = var.replication_regions
        content {
          region      = destination.value
          registry_id = var.account_id
        }
      }
    }
  }
}
