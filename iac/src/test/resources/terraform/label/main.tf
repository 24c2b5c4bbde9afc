module "this" {
  source = "./null-label"

  namespace = var.namespace
  name      = var.name
}

variable "namespace" {
  default = "eg"
}

variable "name" {
  default = "shop"
}

variable "image_names" {
  type    = list(string)
  default = []
}

variable "readers" {
  type    = list(string)
  default = ["arn:aws:iam::444455556666:root"]
}

variable "lambda_accounts" {
  type    = list(string)
  default = []
}

variable "encryption_configuration" {
  type = object({
    encryption_type = string
    kms_key         = any
  })
  default = null
}

variable "max_image_count" {
  default = 500
}

variable "protected_tags" {
  type    = set(string)
  default = ["v", "release"]
}

locals {
  has_readers = length(var.readers) > 0
  names       = length(var.image_names) > 0 ? var.image_names : [module.this.id]

  untagged_rule = [{
    rulePriority = length(var.protected_tags) + 1
    description  = "Remove untagged images"
    selection    = { tagStatus = "untagged", countType = "imageCountMoreThan", countNumber = 1 }
    action       = { type = "expire" }
  }]

  protected_rules = [
    for index, prefix in zipmap(range(length(var.protected_tags)), tolist(var.protected_tags)) : {
      rulePriority = tonumber(index) + 1
      description  = "Keeps ${prefix}"
      selection = {
        tagStatus     = "tagged"
        tagPrefixList = [prefix]
        countType     = "imageCountMoreThan"
        countNumber   = 999999
      }
      action = { type = "expire" }
    }
  ]
}

resource "aws_ecr_repository" "name" {
  for_each             = toset(module.this.enabled ? local.names : [])
  name                 = each.value
  image_tag_mutability = "IMMUTABLE"

  dynamic "encryption_configuration" {
    for_each = var.encryption_configuration == null ? [] : [var.encryption_configuration]
    content {
      encryption_type = encryption_configuration.value.encryption_type
      kms_key         = encryption_configuration.value.kms_key
    }
  }

  image_scanning_configuration {
    scan_on_push = true
  }

  tags = module.this.tags
}

resource "aws_ecr_lifecycle_policy" "name" {
  for_each   = toset(module.this.enabled ? local.names : [])
  repository = aws_ecr_repository.name[each.value].name
  policy     = jsonencode({ rules = concat(local.protected_rules, local.untagged_rule) })
}

data "aws_iam_policy_document" "empty" {
  count = module.this.enabled ? 1 : 0
}

data "aws_iam_policy_document" "readers" {
  count = module.this.enabled ? 1 : 0

  statement {
    sid     = "Readers"
    actions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]

    principals {
      type        = "AWS"
      identifiers = var.readers
    }
  }
}

data "aws_iam_policy_document" "lambda" {
  count = module.this.enabled && length(var.lambda_accounts) > 0 ? 1 : 0

  statement {
    sid     = "Lambda"
    actions = ["ecr:BatchGetImage"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }

    condition {
      test     = "StringLike"
      variable = "aws:SourceArn"
      values   = formatlist("arn:aws:lambda:*:%s:function:*", var.lambda_accounts)
    }
  }
}

data "aws_iam_policy_document" "all" {
  count = module.this.enabled ? 1 : 0

  source_policy_documents = local.has_readers ? [data.aws_iam_policy_document.readers[0].json] : [data.aws_iam_policy_document.empty[0].json]
  override_policy_documents = distinct([
    length(var.lambda_accounts) > 0 ? data.aws_iam_policy_document.lambda[0].json : data.aws_iam_policy_document.empty[0].json,
  ])
}

resource "aws_ecr_repository_policy" "name" {
  for_each   = toset(local.has_readers && module.this.enabled ? local.names : [])
  repository = aws_ecr_repository.name[each.value].name
  policy     = join("", data.aws_iam_policy_document.all[*].json)
}

output "repository_arn" {
  value = module.this.enabled ? aws_ecr_repository.name[local.names[0]].arn : ""
}
