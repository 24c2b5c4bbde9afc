locals {
  is_private = var.create && var.create_repository && var.kind == "private"
}

data "aws_caller_identity" "this" {}
data "aws_partition" "this" {}

data "aws_iam_policy_document" "repository" {
  count = local.is_private && var.make_policy ? 1 : 0

  dynamic "statement" {
    for_each = var.kind == "private" ? [1] : []

    content {
      sid = "Read"

      principals {
        type = "AWS"
        identifiers = coalescelist(
          concat(var.readers, var.writers),
          ["arn:${data.aws_partition.this.partition}:iam::${data.aws_caller_identity.this.account_id}:root"],
        )
      }

      actions = [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
      ]
    }
  }

  dynamic "statement" {
    for_each = length(var.lambda_readers) > 0 ? [1] : []

    content {
      sid     = "Lambda"
      actions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]

      principals {
        type        = "Service"
        identifiers = ["lambda.amazonaws.com"]
      }

      condition {
        test     = "StringLike"
        variable = "aws:sourceArn"
        values   = var.lambda_readers
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.writers) > 0 ? [var.writers] : []

    content {
      sid     = "Write"
      actions = ["ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"]

      principals {
        type        = "AWS"
        identifiers = statement.value
      }
    }
  }

  dynamic "statement" {
    for_each = var.statements

    content {
      sid         = try(statement.value.sid, null)
      effect      = try(statement.value.effect, null)
      actions     = try(statement.value.actions, null)
      not_actions = try(statement.value.not_actions, null)

      dynamic "principals" {
        for_each = try(statement.value.principals, [])

        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }

      dynamic "condition" {
        for_each = try(statement.value.conditions, [])

        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_ecr_repository" "this" {
  count = local.is_private ? 1 : 0

  name                 = var.name
  image_tag_mutability = var.tag_mutability

  encryption_configuration {
    encryption_type = var.encryption_type
    kms_key         = var.kms_key
  }

  image_scanning_configuration {
    scan_on_push = var.scan_on_push
  }

  tags = var.tags
}

resource "aws_ecr_repository_policy" "this" {
  count = local.is_private && var.attach_policy ? 1 : 0

  repository = aws_ecr_repository.this[0].name
  policy     = var.make_policy ? data.aws_iam_policy_document.repository[0].json : var.policy
}

resource "aws_ecr_lifecycle_policy" "this" {
  count = local.is_private && var.make_lifecycle_policy ? 1 : 0

  repository = aws_ecr_repository.this[0].name
  policy     = var.lifecycle_policy
}

resource "aws_ecrpublic_repository" "this" {
  count = var.create && var.create_repository && var.kind == "public" ? 1 : 0

  repository_name = var.name
}

resource "aws_ecr_registry_policy" "this" {
  count = var.create && var.make_registry_policy ? 1 : 0

  policy = var.registry_policy
}

resource "aws_ecr_pull_through_cache_rule" "this" {
  for_each = { for name, rule in var.cache_rules : name => rule if var.create }

  ecr_repository_prefix = each.value.prefix
  upstream_registry_url = each.value.upstream
}

resource "aws_ecr_registry_scanning_configuration" "this" {
  count = var.create && var.manage_scanning ? 1 : 0

  scan_type = var.scan_type

  dynamic "rule" {
    for_each = var.scan_rules

    content {
      scan_frequency = rule.value.scan_frequency

      dynamic "repository_filter" {
        for_each = rule.value.filter

        content {
          filter      = repository_filter.value.filter
          filter_type = try(repository_filter.value.filter_type, "WILDCARD")
        }
      }
    }
  }
}

resource "aws_ecr_replication_configuration" "this" {
  count = var.create && var.make_replication ? 1 : 0

  replication_configuration {
    dynamic "rule" {
      for_each = var.replication_rules

      content {
        dynamic "destination" {
          for_each = rule.value.destinations

          content {
            region      = destination.value.region
            registry_id = destination.value.registry_id
          }
        }

        dynamic "repository_filter" {
          for_each = try(rule.value.repository_filters, [])

          content {
            filter      = repository_filter.value.filter
            filter_type = repository_filter.value.filter_type
          }
        }
      }
    }
  }
}
