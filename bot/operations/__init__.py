"""What an operator needs: figures, health, backups and their way back."""
