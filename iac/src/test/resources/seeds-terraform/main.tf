# The examples that the project was started from, as Terraform writes them. The templates beside this folder say the same.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  account = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}"
}

# After "ECR repository not encrypted with CMK"
resource "aws_ecr_repository" "Encrypted" {
  name                 = "bar"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
}

resource "aws_ecr_repository" "Default" {
  name                 = "bar-default"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_repository" "Aes" {
  name                 = "bar-aes"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

# After "ECR Repository Not Using a Customer-Managed KMS Key"
data "aws_iam_policy_document" "key" {
  statement {
    sid       = "AllowKeyAdmins"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["${local.account}:role/kms-admin"]
    }
  }

  statement {
    sid       = "AllowECRUse"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [for role in ["ci-push", "eks-node-pull"] : "${local.account}:role/${role}"]
    }
  }
}

resource "aws_kms_key" "EcrKey" {
  description         = "CMK for ECR"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
}

resource "aws_ecr_repository" "App" {
  name                 = "my-app"
  image_tag_mutability = "IMMUTABLE"

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.EcrKey.arn
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_repository" "ManagedByAws" {
  name = "my-managed-app"

  encryption_configuration {
    encryption_type = "KMS"
  }
}

# After "ECR repository without policy": a policy is there, and open to everybody.
resource "aws_ecr_repository" "Without" {
  name = "bar-without"
}

resource "aws_ecr_repository" "Public" {
  name = "bar-public"
}

resource "aws_ecr_repository_policy" "Public" {
  repository = aws_ecr_repository.Public.name
  policy = jsonencode({
    Version = "2008-10-17"
    Statement = [{
      Sid       = "new policy"
      Effect    = "Allow"
      Principal = "*"
      Action = [
        "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "ecr:BatchCheckLayerAvailability", "ecr:PutImage",
        "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:DescribeRepositories",
        "ecr:GetRepositoryPolicy", "ecr:ListImages", "ecr:DeleteRepository", "ecr:BatchDeleteImage",
        "ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy",
      ]
    }]
  })
}

# After "Unscanned ECR image"
resource "aws_ecr_repository" "Scanned" {
  name = "test-repository"

  image_scanning_configuration {
    scan_on_push = "true"
  }
}

resource "aws_ecr_repository" "Unscanned" {
  name = "test-unscanned"

  image_scanning_configuration {
    scan_on_push = false
  }
}

resource "aws_ecr_repository" "ScannedToo" {
  name = "test-repository2"

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_repository" "NotDeclared" {
  name = "test-repository5"
}

resource "aws_ecr_repository_policy" "NotDeclared" {
  repository = aws_ecr_repository.NotDeclared.name
  policy     = <<-EOF
    {"Version": "2008-10-17", "Statement": [{"Sid": "AllowPushPull", "Effect": "Allow", "Principal": {"AWS": [
      "arn:aws:iam::123456789012:user/Bob", "arn:aws:iam::123456789012:user/Alice"]}, "Action": [
      "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "ecr:BatchCheckLayerAvailability", "ecr:PutImage",
      "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"]}]}
  EOF
}
