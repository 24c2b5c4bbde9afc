variable "name" {
  type = string
}

variable "rotation" {
  type = bool
}

variable "account_id" {
  type = string
}

variable "users" {
  type    = list(string)
  default = []
}

locals {
  root = {
    Sid       = "Root"
    Effect    = "Allow"
    Principal = { AWS = "arn:aws:iam::${var.account_id}:root" }
    Action    = "kms:*"
    Resource  = "*"
  }

  users = [for user in var.users : {
    Sid       = "Use${replace(basename(user), "/[^A-Za-z0-9]/", "")}"
    Effect    = "Allow"
    Principal = { AWS = user }
    Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
    Resource  = "*"
  }]
}

resource "aws_kms_key" "this" {
  description             = "Images of ${var.name}"
  enable_key_rotation     = var.rotation
  deletion_window_in_days = 7
  policy                  = jsonencode({ Version = "2012-10-17", Statement = concat([local.root], local.users) })
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}

output "key_arn" {
  value = aws_kms_key.this.arn
}
